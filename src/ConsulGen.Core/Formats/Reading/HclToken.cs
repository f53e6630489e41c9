namespace ConsulGen.Core.Formats.Reading;

internal enum HclTokenKind
{
    End,
    Identifier,
    Text,
    HereDocument,
    Number,
    Boolean,
    Assign,
    Comma,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
}

/// <summary>A word of HCL 1, and where it stands in the text, quotes and marks included.</summary>
internal readonly record struct HclToken(HclTokenKind Kind, int Start, int Length);
