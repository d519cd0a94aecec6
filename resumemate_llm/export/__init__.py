"""A ProOutput in the forms that people send and other tools read. No network; files only where asked."""
