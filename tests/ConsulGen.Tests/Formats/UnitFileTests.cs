using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class UnitFileTests
{
    [Fact]
    public void writes_sections_and_keys_in_the_order_they_came_in()
    {
        var unit = new UnitFile();
        unit.Section("Unit").Set("Description", "Consul");
        unit.Section("Service").Add("Environment", "A=1").Set("Type", "exec").Add("Environment", "B=2");
        unit.Section("Unit").Set("Wants", "network-online.target");
        unit.Section("Empty");

        Assert.Equal(
            """
            # made by a test

            [Unit]
            Description=Consul
            Wants=network-online.target

            [Service]
            Environment=A=1
            Type=exec
            Environment=B=2

            """,
            unit.Write("made by a test"));
    }

    [Fact]
    public void sets_a_key_in_the_place_of_its_first_value()
    {
        var unit = new UnitFile();
        unit.Section("Service").Add("A", "1").Add("B", "2").Add("A", "3").Set("A", "4");

        Assert.Equal("[Service]\nA=4\nB=2\n", unit.Write());
    }

    [Fact]
    public void applies_the_users_own_words()
    {
        var unit = new UnitFile();
        unit.Section("Unit").Set("Description", "Consul");
        unit.Section("Service").Set("Environment", "A=1").Set("PrivateTmp", "true").Set("LimitNOFILE", "65536").Set("User", "consul");

        unit.Override(Map(
            ("Zeta", Map(("X", Text("1")))),
            ("Unit", Null),
            ("Service", Map(
                ("Nice", Number(-5)),
                ("LimitNOFILE", Number(131072)),
                ("Environment", Texts("B=%i", "C=\"$x y\"")),
                ("PrivateTmp", Null),
                ("User", Text("")),
                ("CPUAccounting", Flag(true)),
                ("ExecStartPre", Text("/bin/true a\\")),
                ("RestartSec", Float("0.5")))),
            ("Alpha", Map(("Y", Text("2"))))));

        Assert.Equal(
            """
            [Service]
            Environment=B=%i
            Environment=C="$x y"
            LimitNOFILE=131072
            User=
            CPUAccounting=true
            ExecStartPre=/bin/true a\ 
            Nice=-5
            RestartSec=0.5

            [Alpha]
            Y=2

            [Zeta]
            X=1

            """,
            unit.Write());
    }

    public static TheoryData<MapValue> Escapes =>
    [
        Map(("Service", Map(("Nice", Text("1\nExecStartPre=/bin/evil"))))),
        Map(("Service", Map(("Nice", Text("1\rExecStartPre=/bin/evil"))))),
        Map(("Service", Map(("Nice", Texts("1", "\0"))))),
        Map(("Service", Map(("Nice=1\nUser", Text("root"))))),
        Map(("Service", Map(("", Text("root"))))),
        Map(("Service]\n[Unit", Map(("A", Text("b"))))),
        Map(("Service", Text("x"))),
        Map(("Service", Map(("Nice", Map())))),
        Map(("Service", Map(("Nice", List(List()))))),
        Map(("Service", Map(("Nice", new SecretValue("key"))))),
    ];

    [Theory]
    [MemberData(nameof(Escapes), DisableDiscoveryEnumeration = true)]
    public void refuses_an_override_that_is_more_than_a_value(MapValue overrides) => Assert.Throws<ArgumentException>(() => new UnitFile().Override(overrides));
}
