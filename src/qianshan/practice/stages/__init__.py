"""The practice province, brought to life stage by stage through the commands of the slices."""
