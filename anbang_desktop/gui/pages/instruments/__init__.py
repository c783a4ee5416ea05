"""评估表: the forms in use; an own one checked, tried on past assessments, taken."""
