"""Tests of the sandbox's frame."""
