"""Items, answer sheets and marks. Nothing here imports ipywidgets: marking is pure logic on data."""
