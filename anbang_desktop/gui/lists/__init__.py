"""What every list of the window can do: be printed and exported, a menu for its rows, columns to choose."""
