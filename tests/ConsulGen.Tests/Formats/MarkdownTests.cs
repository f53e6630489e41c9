using ConsulGen.Core.Formats;

namespace ConsulGen.Tests.Formats;

public class MarkdownTests
{
    [Theory]
    [InlineData("node1", "`node1`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("a``b`c", "```a``b`c```")]
    [InlineData("`", "`` ` ``")]
    [InlineData("x`", "`` x` ``")]
    [InlineData(" a", "` a`")]
    [InlineData(" a ", "`  a  `")]
    [InlineData("  ", "`  `")]
    [InlineData("", "` `")]
    [InlineData("a\n\n# b\t", "`a  # b `")]
    [InlineData("\na\n", "`  a  `")]
    [InlineData("@you <b> a|b", "`@you <b> a|b`")]
    public void writes_a_code_span(string text, string written) => Assert.Equal(written, Markdown.Code(text));

    [Theory]
    [InlineData("a|b", "`a\\|b`")]
    [InlineData("a\\|b", "`a\\\\|b`")]
    [InlineData("|`|", "``\\|`\\|``")]
    public void escapes_the_pipe_in_a_cell(string text, string written) => Assert.Equal(written, Markdown.TableCell(text));
}
