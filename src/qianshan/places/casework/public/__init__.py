"""What everyone may read of decided cases."""
