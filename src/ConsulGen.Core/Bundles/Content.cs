using System.Security.Cryptography;
using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Bundles;

/// <summary>The bytes of a file: UTF-8 without BOM. Files that are the same for all hosts share one, which is encoded and hashed once.</summary>
public sealed class Content : IEquatable<Content>
{
    // To set one up takes as long as to hash a kilobyte.
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    private readonly ReadOnlyMemory<byte> _bytes;
    private string? _hash;

    public Content(string text) => _bytes = Encoding.UTF8.GetBytes(text);

    public Content(TextBuilder text) => _bytes = text.ToUtf8();

    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The SHA-256 of bytes, as a manifest writes it: lower-case hex.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _sha256.AppendData(bytes);
        _sha256.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <param name="isOneOfFew">The system's SHA-256, which takes milliseconds to load, is not worth it.</param>
    public string Hash(bool isOneOfFew) => _hash ??= isOneOfFew ? Convert.ToHexStringLower(Sha256.Hash(Bytes)) : HashOf(Bytes);

    public bool Equals(Content? other) => other is not null && (ReferenceEquals(this, other) || Bytes.SequenceEqual(other.Bytes));

    public override bool Equals(object? obj) => Equals(obj as Content);

    public override int GetHashCode() => _bytes.Length;
}
