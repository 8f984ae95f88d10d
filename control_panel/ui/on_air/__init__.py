"""The producer's place during the broadcast."""
