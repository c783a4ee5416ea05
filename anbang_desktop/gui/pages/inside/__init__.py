"""服刑人员: the register of people still in prison and of their minor children."""
