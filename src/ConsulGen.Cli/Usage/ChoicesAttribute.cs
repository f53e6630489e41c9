namespace ConsulGen.Cli.Usage;

/// <summary>
/// The words that an option or value takes, where they are no enumeration: for the completions and the manual page. Names that the
/// code knows elsewhere are a class of their own.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal class ChoicesAttribute(params string[] names) : Attribute
{
    public virtual IEnumerable<string> Names => names;
}
