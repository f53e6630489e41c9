using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Tests.Basics;

public class BasicsTests
{
    [Theory]
    [InlineData("bind_adr", "bind_addr")]
    [InlineData("adress", "address")]
    [InlineData("Bind_Addr", "bind_addr")]
    [InlineData("adderss", "address")]
    [InlineData("zon", "zone")]
    [InlineData("hello", null)]
    [InlineData("", null)]
    public void suggests_what_is_close(string name, string? expected) =>
        Assert.Equal(expected, Suggestion.For(name, ["address", "bind_addr", "client_addr", "zone"]));

    [Fact]
    public void finds_a_known_word_behind_every_slip_of_one_letter()
    {
        var words = AgentKeys.Instance.All.Select(k => k.Name).Distinct(StringComparer.Ordinal).ToList();
        foreach (var word in words.Where(w => w.Length is > 5 and < 60))
        {
            for (var i = 1; i < word.Length; i += 6)
            {
                foreach (var slip in (string[])[
                    word.Remove(i, 1),
                    word.Insert(i, "q"),
                    word[..i] + "7" + word[(i + 1)..],
                    word[..(i - 1)] + word[i] + word[i - 1] + word[(i + 1)..],
                ])
                    Assert.True(Suggestion.For(slip, words) is not null, slip);
            }
        }
    }

    [Fact]
    public void a_map_knows_its_keys_and_no_others()
    {
        var words = AgentKeys.Instance.All.Select(k => k.Name).Append("").Append("ключ").Distinct(StringComparer.Ordinal).ToList();
        for (var step = 1; step < 40; step++)
        {
            var inside = words.Where((_, i) => i % step == 0).ToHashSet(StringComparer.Ordinal);
            var map = MapValue.Derived(inside.Select(w => (w, (Value)ScalarValue.Of(w))));
            Assert.Equal(
                inside.Order(StringComparer.Ordinal),
                words.Where(w => map[w] is ScalarValue value && value.Text == w && map.Find(w) is { } entry && entry.Key == w).Order(StringComparer.Ordinal));
            Assert.Equal(words.Count - inside.Count, words.Count(w => map[w] is null && map.Find(w) is null));
        }
    }

    [Theory]
    [InlineData("12345678", "12345678")]
    [InlineData("123456789", "12345...")]
    [InlineData("1234😀789", "1234...")]
    [InlineData("123😀6789", "123😀...")]
    [InlineData("1234e\u0301789", "1234...")]
    [InlineData("123e\u03016789", "123e\u0301...")]
    [InlineData("12👩‍👧6789", "12...")]
    public void shortens_between_characters(string text, string expected) => Assert.Equal(expected, Shortened.Of(text, 8));

    [Fact]
    public void shortens_within_marks_without_end()
    {
        Assert.Equal("e" + new string('\u0301', 76) + "...", Shortened.Of("e" + new string('\u0301', 200)));
        Assert.Equal("e" + new string('\u0301', 75) + "...", Shortened.Of("e" + new string('\u0301', 75) + "😀" + new string('\u0301', 200)));
    }

    [Theory]
    [InlineData(0, "0 servers, 0 fixes")]
    [InlineData(1, "1 server, 1 fix")]
    [InlineData(2, "2 servers, 2 fixes")]
    public void counts_as_people_do(int count, string expected) =>
        Assert.Equal(expected, $"{Counted.Of(count, "server")}, {Counted.Of(count, "fix", "fixes")}");

    [Theory]
    [InlineData("a\nb", 2, 2, 1)]
    [InlineData("a\r\nb", 3, 2, 1)]
    [InlineData("a\rb\rcd", 5, 3, 2)]
    [InlineData("a\n", 2, 2, 1)]
    public void a_place_of_a_text_and_its_index_are_one(string text, int index, int line, int column)
    {
        var source = new SourceText("x", text);
        Assert.Equal((line, column), source.PlaceOf(index));
        Assert.Equal(index, source.IndexOf(line, column));
    }

    [Fact]
    public void orders_names_as_people_do()
    {
        string[] expected = ["a", "a1", "a02", "a2", "a10", "a10b", "b", "node-2", "node-10"];
        Assert.Equal(expected, expected.Reverse().Order(NaturalOrder.Instance));
        Assert.Equal(0, NaturalOrder.Instance.Compare("a1", "a1"));
        Assert.True(NaturalOrder.Instance.Compare("x99999999999999999999", "x100000000000000000000") < 0);
    }

    [Theory]
    [InlineData("plain é 中 😀", -1)]
    [InlineData("a\u0007", 1)]
    [InlineData("a\rb", 1)]
    [InlineData("a\u0085", 1)]
    [InlineData("a\u202e", 1)]
    [InlineData("a\nb", 1)]
    public void finds_what_no_file_may_hold(string text, int at) => Assert.Equal(at, ForbiddenCharacters.IndexIn(text, allowLineFeed: false));

    [Fact]
    public void half_a_character_is_none() => Assert.Equal(1, ForbiddenCharacters.IndexIn("a\ud83d", allowLineFeed: true));

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("node1.example.com", true)]
    [InlineData("node1", true)]
    [InlineData("10.0.0.300", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("127.1", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("::1:8500:x", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("10.0.0.1/24", false)]
    [InlineData("a b", false)]
    [InlineData("-a", false)]
    [InlineData("", false)]
    public void knows_an_address(string text, bool expected) => Assert.Equal(expected, Address.IsValid(text));

    [Theory]
    [InlineData("1.8.4", "1.8.4")]
    [InlineData("1.21.4+ent", "1.21.4+ent")]
    [InlineData("1.10", null)]
    [InlineData("v1.8.4", null)]
    [InlineData("1.8.-4", null)]
    [InlineData("1.8.4-rc1", null)]
    [InlineData("", null)]
    public void reads_a_version(string text, string? expected) => Assert.Equal(expected, ConsulVersion.Parse(text)?.ToString());

    [Theory]
    [InlineData("ui_config", "1.8.19", false)]
    [InlineData("ui_config", "1.9.0", true)]
    [InlineData("telemetry.disable_compat_1.9", "1.12.9", true)]
    [InlineData("telemetry.disable_compat_1.9", "1.13.0", false)]
    [InlineData("enable_local_script_checks", "1.1.1", true)]
    [InlineData("enable_local_script_checks", "1.2.3", false)]
    [InlineData("enable_local_script_checks", "1.2.4", true)]
    public void knows_which_release_has_a_key(string path, string version, bool expected) =>
        Assert.Equal(expected, AgentKeys.Instance.Find(path)?.IsKnownTo(ConsulVersion.Parse(version) ?? default));
}
