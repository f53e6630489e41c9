# bash completion for consulgen; made by: consulgen completion bash

_consulgen_verbs='bake praise help version -h --help --version'

_consulgen_options() { # VERB
    case "$1" in
        bake) what='-o --output -h --heat --log --minutes -q --quiet -h --help' ;;
        praise) what='-h --help' ;;
        *) what='' ;;
    esac
}

_consulgen_argument() { # VERB OPTION
    case "$1 $2" in
        'bake -o' | 'bake --output') what='directories' ;;
        'bake -h' | 'bake --heat') what='low high' ;;
        'bake --log') what='files' ;;
        'bake --minutes') what='text' ;;
        *) what='' ;;
    esac
}

_consulgen_value() { # VERB NUMBER
    case "$1 $2" in
        'bake 0') what='files' ;;
        'bake '*) what='files' ;;
        'praise 0') what='loudly in-a-whisper' ;;
        'help 0') what='bake praise' ;;
        *) what='' ;;
    esac
}

_consulgen() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} what='' at count=0
    COMPREPLY=()
    # Bash makes three words of --option=value.
    if [[ $cur == = ]]; then
        cur=''
    elif [[ $prev == = ]] && ((COMP_CWORD > 2)); then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
        what=$_consulgen_verbs
    else
        ((COMP_CWORD == 2)) || _consulgen_argument "$verb" "$prev"
        if [[ -z $what && $cur == -* ]]; then
            _consulgen_options "$verb"
        elif [[ -z $what ]]; then
            for ((at = 2; at < COMP_CWORD; at++)); do
                if [[ ${COMP_WORDS[at]} != -?* ]]; then
                    count=$((count + 1))
                    continue
                fi
                _consulgen_argument "$verb" "${COMP_WORDS[at]}"
                [[ ${COMP_WORDS[at + 1]} != = ]] || at=$((at + 1))
                [[ -z $what ]] || at=$((at + 1))
            done
            what=''
            _consulgen_value "$verb" "$count"
        fi
    fi
    case $what in
        '' | text) ;;
        files)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            ;;
        directories)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$cur")
            ;;
        *) mapfile -t COMPREPLY < <(compgen -W "$what" -- "$cur") ;;
    esac
}

complete -F _consulgen consulgen
