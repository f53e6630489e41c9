using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Tests.Yaml;

public class CoreSchemaTests
{
    [Theory]
    [InlineData("", ScalarKind.Null, "null")]
    [InlineData("~", ScalarKind.Null, "null")]
    [InlineData("Null", ScalarKind.Null, "null")]
    [InlineData("True", ScalarKind.Boolean, "true")]
    [InlineData("yes", ScalarKind.String, "yes")]
    [InlineData("on", ScalarKind.String, "on")]
    [InlineData("0", ScalarKind.Integer, "0")]
    [InlineData("-1", ScalarKind.Integer, "-1")]
    [InlineData("+8500", ScalarKind.Integer, "8500")]
    [InlineData("0123", ScalarKind.Integer, "123")]
    [InlineData("0x1F", ScalarKind.Integer, "31")]
    [InlineData("0o17", ScalarKind.Integer, "15")]
    [InlineData("1_000", ScalarKind.String, "1_000")]
    [InlineData("12:30", ScalarKind.String, "12:30")]
    [InlineData("1.8.4", ScalarKind.String, "1.8.4")]
    [InlineData("1.10", ScalarKind.Float, "1.1")]
    [InlineData(".5", ScalarKind.Float, "0.5")]
    [InlineData("1e3", ScalarKind.Float, "1000")]
    [InlineData("99999999999999999999", ScalarKind.Float, "1E+20")]
    [InlineData(".inf", ScalarKind.String, ".inf")]
    [InlineData("-", ScalarKind.String, "-")]
    [InlineData("10s", ScalarKind.String, "10s")]
    [InlineData("0b1", ScalarKind.String, "0b1")]
    [InlineData("0o18", ScalarKind.String, "0o18")]
    public void types_a_plain_scalar(string text, ScalarKind kind, string canonical) =>
        Assert.Equal((kind, canonical), CoreSchema.Resolve(new YamlScalar(SourceSpan.None, text, plain: true)));

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("")]
    public void quotes_make_a_string(string text) =>
        Assert.Equal((ScalarKind.String, text), CoreSchema.Resolve(new YamlScalar(SourceSpan.None, text, plain: false)));
}
