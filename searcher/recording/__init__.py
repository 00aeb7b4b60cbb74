"""Recordings: where a quote is in its recording, how it is played, and how it is cut out.

stretch.py    from when to when somebody speaks, in which recording
players.py    a player that begins at a moment
captions.py   a transcript as SRT or WebVTT
lists/        lists of stretches that other programs open, one module each
clips/        clips, cut by ffmpeg
"""
