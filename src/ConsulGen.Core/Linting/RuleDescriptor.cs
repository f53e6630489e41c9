using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Core.Linting;

/// <summary>What the catalogue knows of a rule. The rest is on its page, <c>Rules/&lt;name&gt;.md</c>.</summary>
/// <param name="Name">Kebab-case; names the problem, never reused.</param>
/// <param name="Title">One line for the catalogue.</param>
/// <param name="IsConfigurable">False for findings about an inventory that cannot be understood: nothing could be built from it.</param>
/// <param name="IsForProduction">What it reports matters where others depend on the cluster: it is off elsewhere, unless it is given a severity.</param>
public sealed record RuleDescriptor(string Name, Severity Severity, string Title, bool IsConfigurable = true, bool IsForProduction = false);
