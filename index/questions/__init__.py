"""What people ask about the chain of command, a question a module."""
