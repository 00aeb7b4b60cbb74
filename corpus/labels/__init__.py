"""What is a speaker label: the grammar of lines, the shape of labels, the decision."""
