using System.Diagnostics;
using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// Machines, each a folder and a network namespace with one address, all on one bridge; and a shell among them that does one thing
/// after another. What runs there ends with it.
/// </summary>
internal sealed class NamespaceMachines : IDisposable
{
    /// <summary>For bash in namespaces of its own, whose first argument is the folder of the machines' folders.</summary>
    public const string Functions =
        """
        set -u
        scratch=$1
        declare -A nets=() agents=()
        ip link set lo up
        ip link add br0 type bridge
        ip link set br0 up

        machine() { # NAME ADDRESS
            local net root=$scratch/$1 address="$2/32" family=-4
            # What is still looking for a duplicate cannot be bound.
            [[ $2 != *:* ]] || address="$2/128 nodad" family=-6
            unshare --net sleep infinity &
            net=$!
            until [[ $(readlink "/proc/$net/ns/net") != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.02; done
            nets[$1]=$net
            ip link add "v$1" type veth peer name eth0 netns "$net"
            ip link set "v$1" master br0 up
            on "$1" ip link set lo up
            on "$1" ip link set eth0 up
            on "$1" ip addr add $address dev eth0
            on "$1" ip "$family" route add default dev eth0
            mkdir -p "$root"/{proc,dev,tmp}
            mount --rbind /proc "$root/proc"
            mount --rbind /dev "$root/dev"
        }

        on() { # MACHINE COMMAND...
            nsenter --net="/proc/${nets[$1]}/ns/net" "${@:2}"
        }

        agent() { # MACHINE PROGRAM BINARY ARGUMENT...
            local program=$scratch/$1/$2
            # Where it is mounted already, writing would be into the binary itself.
            if [[ ! -s $program ]]; then
                mkdir -p "${program%/*}"
                : >"$program"
                mount --bind "$3" "$program"
            fi
            exec {log}>>"$program.log"
            nsenter --net="/proc/${nets[$1]}/ns/net" chroot "$scratch/$1" "/$2" "${@:4}" >&"$log" 2>&1 &
            agents[$1]=$!
            exec {log}>&-
        }

        stop() { # MACHINE SIGNAL
            kill "-$2" "${agents[$1]}" 2>/dev/null
            wait "${agents[$1]}" 2>/dev/null
            return 0
        }


        """;

    private const string Mark = "did-this:";

    private readonly ScratchFolder _folder = new();
    private readonly Process _shell;

    /// <summary>How long no line may come.</summary>
    private readonly TimeSpan _limit;

    public NamespaceMachines()
        : this(NamespaceTheoryAttribute.Shell, TimeSpan.FromSeconds(60))
    {
    }

    private NamespaceMachines(Func<string[], Process> shell, TimeSpan limit)
    {
        _limit = limit;
        _shell = shell([_folder.Path]);
        _shell.StandardInput.Write("exec 2>&1\n");
        _shell.StandardInput.Write(Functions);
    }

    /// <summary>Machines with users and groups of their own, on which much is done before there is something to say.</summary>
    public static NamespaceMachines OfRoot() => new(NamespaceTheoryAttribute.ShellOfRoot, TimeSpan.FromMinutes(3));

    /// <summary>The root folder of a machine, or another one beside those.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Runs commands, and gives back what they said; the last one has to succeed.</summary>
    public string Do(string commands)
    {
        var (code, said) = Try(commands);
        Assert.True(code == 0, FormattableString.Invariant($"{commands} ended with {code}: {said}"));
        return said;
    }

    /// <summary>As <see cref="Do"/>, where failing is an answer.</summary>
    public (int Code, string Said) Try(string commands)
    {
        // What reads its input may not read the commands that follow.
        _shell.StandardInput.Write($"{{\n{commands}\n}} </dev/null\nprintf '\\n{Mark}%s\\n' $?\n");
        _shell.StandardInput.Flush();
        var lines = new List<string>();
        while (true)
        {
            using var limit = new CancellationTokenSource(_limit);
            var line = _shell.StandardOutput.ReadLineAsync(limit.Token).AsTask().GetAwaiter().GetResult()
                ?? throw new InvalidOperationException("the shell is gone: " + string.Join('\n', lines));
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            var code = int.Parse(line[Mark.Length..], System.Globalization.CultureInfo.InvariantCulture);
            return (code, string.Join('\n', lines).Trim());
        }
    }

    public (int Code, string Said) TryOn(string machine, params IEnumerable<string> command) =>
        Try("on " + machine + " " + string.Join(' ', command.Select(Shell.Quote)));

    public string On(string machine, params IEnumerable<string> command) => Do("on " + machine + " " + string.Join(' ', command.Select(Shell.Quote)));

    public void Dispose()
    {
        _shell.StandardInput.Close();
        // Before the shell and all that it started is gone the folder is in use.
        if (!_shell.WaitForExit(_limit)) _shell.Kill(entireProcessTree: true);
        _shell.Dispose();
        _folder.Dispose();
    }
}
