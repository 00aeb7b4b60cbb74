# The completion of searcher for bash: `searcher completion bash` prints it.
#
# The command line goes to searcher as one argument, and what comes back is text: nothing of
# either is run.
_searcher() {
    local kind="" line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then
            kind=$line
        else
            COMPREPLY+=("$line")
        fi
    done < <(command searcher completion bash --line="${COMP_LINE:0:COMP_POINT}" \
        --replaced="$2" 2>/dev/null)
    case $kind in
        open) compopt -o nospace 2>/dev/null ;;
        files) compopt -o default 2>/dev/null ;;
        folders) compopt -o dirnames 2>/dev/null ;;
    esac
}

# Before 4.4 bash sorts, and knows no `nosort`.
complete -o nosort -F _searcher searcher 2>/dev/null || complete -F _searcher searcher
