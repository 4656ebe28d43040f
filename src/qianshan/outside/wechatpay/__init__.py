"""WeChat Pay APIv3 for a merchant, by the vendor's documents (README.md); public-key mode and certificates' serials alike."""
