using System.Runtime.CompilerServices;
using System.Text;
using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Core.Linting;

/// <summary>
/// What a rule says of a place. Hosts of several releases may share the value there, as they do during an upgrade: what is said of one
/// release only by its number is said once. In a sum each part has to be interpolated ($"..."), or all of it is a plain text.
/// </summary>
[InterpolatedStringHandler]
public sealed class RuleMessage
{
    private readonly StringBuilder _text;
    private StringBuilder? _shared;

    public RuleMessage(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Without the releases; the same as the text where it names none.</summary>
    public string Shared => (_shared ?? _text).ToString();

    public static implicit operator RuleMessage(string text)
    {
        var message = new RuleMessage(text.Length, 0);
        message.AppendLiteral(text);
        return message;
    }

    public void AppendLiteral(string value)
    {
        _text.Append(value);
        _shared?.Append(value);
    }

    public void AppendFormatted(ConsulVersion value)
    {
        _shared ??= new StringBuilder().Append(_text);
        _text.Append(value.ToString());
    }

    public void AppendFormatted<T>(T value) =>
        AppendLiteral(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "");

    public override string ToString() => _text.ToString();
}
