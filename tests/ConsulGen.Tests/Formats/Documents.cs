using ConsulGen.Core.Values;

namespace ConsulGen.Tests.Formats;

/// <summary>Short spellings of values for the tests of the writers.</summary>
internal static class Documents
{
    public static MapValue Map(params (string Key, Value Value)[] entries) => MapValue.InOrder(entries);

    public static ListValue List(params Value[] items) => new([.. items]);

    public static ListValue Texts(params IEnumerable<string> items) => ListValue.Of(items);

    public static ScalarValue Text(string text) => ScalarValue.Of(text);

    public static ScalarValue Number(long number) => ScalarValue.Of(number);

    public static ScalarValue Float(string text) => new(ScalarKind.Float, text);

    public static ScalarValue Flag(bool flag) => ScalarValue.Of(flag);

    public static ScalarValue Null { get; } = new(ScalarKind.Null, "null");
}
