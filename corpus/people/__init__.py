"""Who is who inside one program: the person behind each label."""
