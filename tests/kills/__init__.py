"""Kills runs of the samples at random moments and at every store call, resumes them, and checks that nothing is lost."""
