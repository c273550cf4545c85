"""What a lecturer gets from a folder of marked sheets: gradebook, forms for Canvas and Moodle, feedback, written answers, class report."""
