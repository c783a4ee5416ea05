"""The lists of the office: villages, workers, stations and the like, typed in minutes."""
