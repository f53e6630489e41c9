using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Formats;

public class ShellTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("a", "'a'")]
    [InlineData("it's $HOME", "'it'\\''s $HOME'")]
    [InlineData("-n\n", "'-n\n'")]
    public void quotes_every_word(string word, string written) => Assert.Equal(written, Shell.Quote(word));

    [Theory]
    [InlineData("/usr/local/bin/consul", "/usr/local/bin/consul")]
    [InlineData("consul@2", "consul@2")]
    [InlineData("", "''")]
    [InlineData("~x", "'~x'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("a b", "'a b'")]
    [InlineData("$(x)", "'$(x)'")]
    public void quotes_a_word_that_needs_it(string word, string written) => Assert.Equal(written, Shell.Word(word));

    [Fact]
    public void refuses_a_nul() => Assert.Throws<ArgumentException>(() => Shell.Quote("a\0b"));

    [ConsumerTheory("bash", "sh")]
    [InlineData("bash")]
    [InlineData("sh")]
    public void shells_read_back_every_word(string shell)
    {
        var words = Nasty.Texts(1000);

        var ran = Run.Program(Programs.Path(shell), ["-s"], $"printf '%s\\0' {string.Join(' ', words.Select(Shell.Quote))}\n");

        Assert.Equal("", ran.Error);
        Assert.Equal(words, ran.Out.Split('\0')[..^1]);
    }
}
