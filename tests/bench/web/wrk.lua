-- The addresses of a file, one after the other, for wrk; each thread begins somewhere else.
-- With ANEW each answer is made anew.
local paths, thread_count = {}, 0
for line in io.lines(os.getenv("PATHS")) do
  table.insert(paths, line)
end

function setup(thread)
  thread:set("number", thread_count)
  thread_count = thread_count + 1
end

function init()
  at = number * math.floor(#paths / 2)
end

local headers = {}
if os.getenv("ANEW") then
  headers["Cache-Control"] = "no-cache"
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end
