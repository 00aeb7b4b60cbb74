"""Layout: styled text in lines, and the tables, grids, charts and colours made of it."""
