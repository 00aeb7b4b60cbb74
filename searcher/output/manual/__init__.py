"""The manual: what the commands say of themselves, as pages."""
