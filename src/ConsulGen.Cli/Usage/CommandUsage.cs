using System.Collections.Immutable;
using System.Reflection;
using CommandLine;

namespace ConsulGen.Cli.Usage;

/// <summary>What stands after an option, or in the place of a value.</summary>
internal enum ArgumentKind
{
    Text,
    File,
    Directory,

    /// <summary>One of a fixed set.</summary>
    Choice,
}

/// <param name="Name">As the help shows it, <c>DIR</c>.</param>
/// <param name="Choices">Empty, unless it is one of a fixed set.</param>
internal sealed record ArgumentUsage(string Name, ArgumentKind Kind, ImmutableArray<string> Choices);

/// <param name="Short">Null when it has no short form.</param>
/// <param name="Argument">Null for a switch.</param>
internal sealed record OptionUsage(char? Short, string Long, string Help, ArgumentUsage? Argument, string? Default)
{
    /// <summary><c>-o</c> and <c>--output</c>.</summary>
    public IEnumerable<string> Spellings => Short is { } letter ? [$"-{letter}", "--" + Long] : ["--" + Long];
}

/// <param name="Repeats">Takes all that follow.</param>
internal sealed record ValueUsage(ArgumentUsage Argument, string Help, bool Required, bool Repeats);

internal sealed record VerbUsage(string Name, string Help, ImmutableArray<OptionUsage> Options, ImmutableArray<ValueUsage> Values)
{
    /// <summary>What stands in the place of the value with this number, if anything may.</summary>
    public ValueUsage? Value(int number) => number < Values.Length ? Values[number] : Values is [.., { Repeats: true } last] ? last : null;
}

/// <summary>
/// The command line, as the option classes describe it to CommandLineParser: the one source of the completions and the manual page.
/// </summary>
internal sealed record CommandUsage(ImmutableArray<VerbUsage> Verbs)
{
    public const string Summary = "One YAML inventory of a Consul topology becomes a checked, deployable bundle.";

    /// <summary>What CommandLineParser adds to every verb, and takes in place of one.</summary>
    private static readonly OptionUsage HelpOption = new('h', "help", "Show help.", null, null);

    private static readonly OptionUsage VersionOption = new(null, "version", "Show the version.", null, null);

    /// <summary>What may stand in place of a verb.</summary>
    public static ImmutableArray<OptionUsage> Options => [HelpOption, VersionOption];

    /// <param name="verbs">Option classes with <see cref="VerbAttribute"/>.</param>
    public static CommandUsage Of(IEnumerable<Type> verbs)
    {
        var own = verbs.Select(Verb).ToImmutableArray();
        // "help VERB" and "version" come with CommandLineParser.
        var help = new ArgumentUsage("VERB", ArgumentKind.Choice, [.. own.Select(v => v.Name)]);
        return new CommandUsage(
        [
            .. own,
            new VerbUsage("help", "Show the help of a verb.", [], [new ValueUsage(help, "Name of the verb.", Required: false, Repeats: false)]),
            new VerbUsage("version", "Show the version, the commit that it was built from, and how it was compiled.", [], []),
        ]);
    }

    private static VerbUsage Verb(Type type)
    {
        var verb = type.GetCustomAttribute<VerbAttribute>() ?? throw new ArgumentException($"{type.Name} is no verb", nameof(type));
        // A verb's own options come before those that it has in common with others.
        var properties = type.GetProperties();
        return new VerbUsage(
            verb.Name,
            verb.HelpText,
            [
                .. properties
                    .Select(p => (Property: p, Option: p.GetCustomAttribute<OptionAttribute>()))
                    .Where(p => p.Option is { Hidden: false })
                    .Select(p => Option(p.Property, p.Option!)),
                HelpOption,
            ],
            [.. properties
                .Select(p => (Property: p, Value: p.GetCustomAttribute<ValueAttribute>()))
                .Where(p => p.Value is { Hidden: false })
                .OrderBy(p => p.Value!.Index)
                .Select(p => Value(p.Property, p.Value!))]);
    }

    private static OptionUsage Option(PropertyInfo property, OptionAttribute option) => new(
        option.ShortName is [var letter] ? letter : null,
        option.LongName,
        option.HelpText,
        property.PropertyType == typeof(bool) ? null : Argument(property, Name(option.MetaValue, option.LongName), ArgumentKind.Text),
        property.PropertyType == typeof(bool) ? null : Text(option.Default));

    private static ValueUsage Value(PropertyInfo property, ValueAttribute value) => new(
        Argument(property, Name(value.MetaName, property.Name), ArgumentKind.File),
        value.HelpText,
        value.Required,
        property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)));

    private static ArgumentUsage Argument(PropertyInfo property, string name, ArgumentKind otherwise)
    {
        var choices = Choices(property);
        var kind = choices.Length > 0 ? ArgumentKind.Choice : name switch
        {
            "DIR" => ArgumentKind.Directory,
            "FILE" => ArgumentKind.File,
            "NAME" => ArgumentKind.Text,
            _ => otherwise,
        };
        return new ArgumentUsage(name, kind, choices);
    }

    private static string Name(string given, string otherwise) => given.Length > 0 ? given : otherwise.ToUpperInvariant();

    private static ImmutableArray<string> Choices(PropertyInfo property)
    {
        if (property.GetCustomAttribute<ChoicesAttribute>() is { } choices) return [.. choices.Names];
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type.IsEnum ? [.. Enum.GetNames(type).Select(n => n.ToLowerInvariant())] : [];
    }

    private static string? Text(object? value) => value switch
    {
        Enum => value.ToString()?.ToLowerInvariant(),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
