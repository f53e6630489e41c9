using System.Security.Cryptography;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Tests.Basics;

public class Sha256Tests
{
    /// <summary>All lengths around the ends of blocks, where the padding changes its form.</summary>
    [Fact]
    public void hashes_as_the_system_does()
    {
        var bytes = new byte[300];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)((i * 151) + 7);
        for (var length = 0; length <= bytes.Length; length++)
            Assert.Equal(SHA256.HashData(bytes.AsSpan(0, length)), Sha256.Hash(bytes.AsSpan(0, length)));
    }
}
