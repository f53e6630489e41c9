# fish completion for consulgen; made by: consulgen completion fish

function __consulgen_no_verb
    test (count (commandline -opc)) -eq 1
end

function __consulgen_verb
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $argv[1]
end

complete -c consulgen -f
complete -c consulgen -n __consulgen_no_verb -s h -l help -d 'Show help.'
complete -c consulgen -n __consulgen_no_verb -l version -d 'Show the version.'

complete -c consulgen -n __consulgen_no_verb -a bake -d 'Bake what Grandma\'s recipe [sic] says: all of it.'
complete -c consulgen -n '__consulgen_verb bake' -s o -l output -x -a '(__fish_complete_directories)' -d 'Where it\'s put.'
complete -c consulgen -n '__consulgen_verb bake' -s h -l heat -x -a 'low high' -d 'low or high.'
complete -c consulgen -n '__consulgen_verb bake' -l log -r -F -d 'A back\\slash.'
complete -c consulgen -n '__consulgen_verb bake' -l minutes -x -d 'How long.'
complete -c consulgen -n '__consulgen_verb bake' -s q -l quiet -d '.dot first.'
complete -c consulgen -n '__consulgen_verb bake' -s h -l help -d 'Show help.'
complete -c consulgen -n '__consulgen_verb bake' -F

complete -c consulgen -n __consulgen_no_verb -a praise -d 'Say that it is good.'
complete -c consulgen -n '__consulgen_verb praise' -s h -l help -d 'Show help.'
complete -c consulgen -n '__consulgen_verb praise' -a 'loudly in-a-whisper'

complete -c consulgen -n __consulgen_no_verb -a help -d 'Show the help of a verb.'
complete -c consulgen -n '__consulgen_verb help' -a 'bake praise'

complete -c consulgen -n __consulgen_no_verb -a version -d 'Show the version, the commit that it was built from, and how it was compiled.'
