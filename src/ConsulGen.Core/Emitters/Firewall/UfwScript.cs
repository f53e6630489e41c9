using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Emitters.Firewall;

/// <summary>
/// ufw keeps its rules in a file of its own that others change too, so this is a script of its commands: it adds what is missing and takes
/// away what it added before and is no longer meant. Everyone else is left to ufw's default, which denies.
/// </summary>
internal static class UfwScript
{
    public static IEnumerable<HostFile> Of(Subject subject, PortRules rules)
    {
        var text = new TextBuilder();
        text.Line("#!/bin/sh");
        Comments.WriteHeader(text, $"{GeneratedComment.Text}\n{subject.Title} It may run again at any time.");
        text.Line($"mark={Shell.Quote("consulgen " + subject.Name)}").Line("rules='");
        foreach (var rule in Rules(rules)) text.Line(rule);
        text.Line("'").Append(
            """
            set -eu
            # As ufw shows a rule, it takes it again; a rule is words without a meaning for the shell.
            # shellcheck disable=SC2086
            ufw show added | sed -n "s/^ufw \(.*\) comment '$mark'\$/\1/p" | while read -r rule; do
                printf '%s' "$rules" | grep -qxF -e "$rule" || ufw --force delete $rule
            done
            # shellcheck disable=SC2086
            printf '%s' "$rules" | while read -r rule; do
                [ -z "$rule" ] || ufw $rule comment "$mark"
            done

            """);
        yield return FirewallEmitter.File($"/usr/local/sbin/{subject.Name}-ufw", new Content(text), "0755");
    }

    private static IEnumerable<string> Rules(PortRules rules) =>
        from party in rules.Parties
        from protocol in party.Ports.ByProtocol
        let ports = string.Join(',', protocol.Ports).Replace('-', ':')
        from source in party.Party.IsAnyone ? ["any"] : party.Party.Networks.Select(n => n)
        select source == "any"
            ? $"allow {ports}/{protocol.Protocol}"
            : $"allow from {source} to any port {ports} proto {protocol.Protocol}";
}
