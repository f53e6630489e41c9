using ConsulGen.Core.Formats;

namespace ConsulGen.Tests.Formats;

public class SystemdTests
{
    [Theory]
    [InlineData("-config-dir=/etc/consul.d", "-config-dir=/etc/consul.d")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData(";", "\";\"")]
    [InlineData("$HOME 100%", "\"$$HOME 100%%\"")]
    [InlineData("\"\\", "\"\\\"\\\\\"")]
    [InlineData("\n\t\r\x01\x7f", "\"\\n\\t\\r\\x01\\x7f\"")]
    [InlineData("é\ud83d\ude00", "\"é\ud83d\ude00\"")]
    public void writes_an_argument(string argument, string written) => Assert.Equal(written, Systemd.Argument(argument));

    [Theory]
    [InlineData("/usr/local/bin/consul", "/usr/local/bin/consul")]
    [InlineData("/opt/my consul/100%/$x", "\"/opt/my consul/100%%/$x\"")]
    public void writes_an_executable_without_doubling_the_dollar(string path, string written) => Assert.Equal(written, Systemd.Executable(path));

    [Theory]
    [InlineData("consul")]
    [InlineData("-/bin/true")]
    [InlineData("/bin/a\\b")]
    [InlineData("/bin/a\"b")]
    [InlineData("/bin/a\nb")]
    public void refuses_an_executable_that_systemd_refuses(string path) => Assert.Throws<ArgumentException>(() => Systemd.Executable(path));

    [Theory]
    [InlineData("A", "", "A=")]
    [InlineData("A", "b", "A=b")]
    [InlineData("A_1", "b c$d%\"", "\"A_1=b c$d%%\\\"\"")]
    public void writes_an_assignment(string name, string value, string written) => Assert.Equal(written, Systemd.EnvironmentAssignment(name, value));

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A B")]
    public void refuses_the_name_of_no_variable(string name) => Assert.Throws<ArgumentException>(() => Systemd.EnvironmentAssignment(name, ""));

    [Theory]
    [InlineData("Consul agent \"n1\" # 100%", "Consul agent \"n1\" # 100%%")]
    [InlineData("a\\", "a\\ ")]
    [InlineData("a\\\\", "a\\\\")]
    public void writes_a_whole_line(string text, string written) => Assert.Equal(written, Systemd.Line(text));

    [Theory]
    [InlineData("a\rWants=evil.service")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void refuses_what_ends_a_line(string text)
    {
        Assert.Throws<ArgumentException>(() => Systemd.Line(text));
        Assert.Throws<ArgumentException>(() => Systemd.PathWord(text));
        Assert.Throws<ArgumentException>(() => Systemd.WholePath("/" + text));
    }

    [Theory]
    [InlineData("/var/lib/consul", "/var/lib/consul")]
    [InlineData("/a b/100%", "\"/a b/100%%\"")]
    [InlineData("/a\"\\$", "\"/a\\\"\\\\$\"")]
    public void writes_a_path_of_a_list(string path, string written) => Assert.Equal(written, Systemd.PathWord(path));

    [Theory]
    [InlineData("/a b/\"100%\"", "/a b/\"100%%\"")]
    [InlineData("/a\\", "/a\\ ")]
    public void writes_a_path_of_a_whole_line(string path, string written) => Assert.Equal(written, Systemd.WholePath(path));

    [Fact]
    public void refuses_a_whole_path_that_cannot_be_read_back()
    {
        Assert.Throws<ArgumentException>(() => Systemd.WholePath("a"));
        Assert.Throws<ArgumentException>(() => Systemd.WholePath("/a "));
    }
}
