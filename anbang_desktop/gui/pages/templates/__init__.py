"""文书范本: the wordings of the office's papers, edited beside the paper that comes of them."""
