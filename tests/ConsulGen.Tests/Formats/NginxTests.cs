using System.Diagnostics;
using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class NginxTests
{
    [Theory]
    [InlineData("172.16.0.10:8500", "172.16.0.10:8500")]
    [InlineData("[::1]:8500", "[::1]:8500")]
    [InlineData("ipv6only=on", "ipv6only=on")]
    [InlineData("", "\"\"")]
    [InlineData("a b;{}#", "\"a b;{}#\"")]
    [InlineData("\"\\", "\"\\\"\\\\\"")]
    public void writes_a_word(string word, string written) => Assert.Equal(written, Nginx.Word(word));

    [Theory]
    [InlineData("$host")]
    [InlineData("a\nb")]
    public void refuses_a_word_that_nginx_cannot_read_back(string word) => Assert.Throws<ArgumentException>(() => Nginx.Word(word));

    [Fact]
    public void writes_directives_blocks_and_comments()
    {
        var file = NginxBlock.File()
            .Add(new NginxBlock("upstream", "consul_http")
                .AddRaw("hash", "$remote_addr consistent")
                .Add("server", "172.16.0.1:8500", "max_fails=3"))
            .Comment("the agents' API")
            .Add(new NginxBlock("server")
                .Add("listen", "172.16.0.10:8500", "udp")
                .Comment("a blocking query\nlasts")
                .Add("proxy_timeout", "11m")
                .Add(new NginxBlock("location", "=", "/a b").Add("internal")));

        Assert.Equal(
            """
            # made by a test

            upstream consul_http {
              hash $remote_addr consistent;
              server 172.16.0.1:8500 max_fails=3;
            }

            # the agents' API
            server {
              listen 172.16.0.10:8500 udp;

              # a blocking query
              # lasts
              proxy_timeout 11m;

              location = "/a b" {
                internal;
              }
            }

            """,
            file.Write("made by a test"));
    }

    [Fact]
    public void writes_one_block_alone() => Assert.Equal("events {\n}\n", new NginxBlock("events").Write());

    [Fact]
    public void applies_the_users_own_words()
    {
        var block = new NginxBlock("server").Add("listen", "1").Add("proxy_timeout", "11m").Add("listen", "2").Add("proxy_bind", "a");

        block.Override(Map(
            ("listen", Texts("3 udp", "4")),
            ("proxy_bind", Null),
            ("access_log", Text("/a \"x;y\" if=$z")),
            ("tcp_nodelay", Flag(false))));

        Assert.Equal("server {\n  listen 3 udp;\n  listen 4;\n  proxy_timeout 11m;\n  access_log /a \"x;y\" if=$z;\n  tcp_nodelay off;\n}\n", block.Write());
    }

    [Theory]
    [InlineData("1m; include /etc/passwd")]
    [InlineData("1m } x {")]
    [InlineData("\"open")]
    [InlineData("'a\" ;")]
    [InlineData("x\\")]
    [InlineData("x #")]
    [InlineData("\"a\"b")]
    [InlineData("x\ny")]
    public void refuses_raw_words_that_leave_the_directive(string words) => Assert.Throws<ArgumentException>(() => Nginx.RawWords(words));

    [Theory]
    [InlineData("a \"b;c\" 'd}'")]
    [InlineData("a#b x\"y \\\" \\;")]
    public void takes_raw_words_that_stay_within(string words) => Assert.Equal(words, Nginx.RawWords(words));

    [Fact]
    public void refuses_a_name_of_no_directive() => Assert.Throws<ArgumentException>(() => new NginxBlock("server").Add("a;b"));

    [ConsumerFact("nginx")]
    public async Task nginx_reads_back_every_word()
    {
        using var folder = new ScratchFolder();
        var words = Nasty.Lines(500).Where(w => !w.Contains('$', StringComparison.Ordinal)).ToList();
        var server = new NginxBlock("server").Add("listen", $"unix:{folder["s"]}").Add("default_type", "text/plain");
        for (var i = 0; i < words.Count; i++) server.Add(new NginxBlock("location", "=", $"/{i}").Comment("} x;").Add("return", "200", words[i]));
        var config = folder.Write(
            "nginx.conf",
            NginxBlock.File()
                .Add("daemon", "off")
                .Add("master_process", "off")
                .Add("pid", folder["pid"])
                .Add("error_log", "stderr")
                .Add(new NginxBlock("events"))
                .Add(new NginxBlock("http").Add("access_log", "off").Add(server))
                .Write("comment ; }"));
        string[] arguments = ["-p", folder.Path, "-c", config, "-e", "stderr"];

        var tried = Run.Program(Programs.Path("nginx"), ["-t", "-q", .. arguments]);
        Assert.Equal("", tried.Error);
        File.Delete(folder["s"]);

        using var nginx = Run.Start(Programs.Path("nginx"), arguments);
        try
        {
            Assert.Equal(words, await Served(folder["s"], nginx, words.Count));
        }
        finally
        {
            nginx.Kill();
            await nginx.WaitForExitAsync();
        }
    }

    private static async Task<List<string>> Served(string path, Process nginx, int count)
    {
        for (var tries = 0; tries < 3000 && !File.Exists(path) && !nginx.HasExited; tries++) await Task.Delay(10);
        using var client = SocketClient.Of(path);
        var served = new List<string>();
        for (var i = 0; i < count; i++) served.Add(await client.GetStringAsync(new Uri($"http://nginx/{i}")));
        return served;
    }
}
