#compdef searcher
# The completion of searcher for zsh: `searcher completion zsh` prints it.
#
# The command line goes to searcher as one argument, and what comes back is text: nothing of
# either is run. zsh quotes what it puts into the line.
_searcher() {
    local kind line value
    local -i width=0
    local -a lines values shown described
    lines=("${(@f)$(command searcher completion zsh \
        --line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" 2>/dev/null)}")
    kind=$lines[1]
    shift lines
    for line in "${(@)lines}"; do
        value=${line%%$'\t'*}
        values+=("$value")
        (( $#value > width && $#value < 32 )) && width=$#value
    done
    for line in "${(@)lines}"; do
        value=${line%%$'\t'*}
        if [[ $line == "$value" ]]; then
            shown+=("$value")
        else
            # a line for each, what it means below one another
            described=(-l)
            (( $#value < width )) && value=${(r:width:)value}
            shown+=("$value  ${line#*$'\t'}")
        fi
    done
    case $kind in
        files) _files ;;
        folders) _files -/ ;;
        open) compadd -U -S '' $described -V searcher -d shown -a values ;;
        words) compadd -U $described -V searcher -d shown -a values ;;
    esac
}

if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    # a file in $fpath, which is loaded when it is first needed
    _searcher "$@"
else
    compdef _searcher searcher
fi
