# The completion of searcher for fish: `searcher completion fish` prints it.
#
# The command line goes to searcher as one argument, and what comes back is text: nothing of
# either is run. fish quotes what it puts into the line.
function __searcher_complete
    set -l typed (commandline -cp | string collect)
    set -l lines (command searcher completion fish --line="$typed" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
        case '*'
            if test (count $lines) -gt 1
                printf '%s\n' $lines[2..-1]
            end
    end
end

complete --command searcher --no-files --keep-order --arguments '(__searcher_complete)'
