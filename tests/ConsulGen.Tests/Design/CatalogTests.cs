using ConsulGen.Core.Emitters;
using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Linting.Engine;

namespace ConsulGen.Tests.Design;

/// <summary>What is written is in its catalogue, and the catalogue keeps its form.</summary>
public class CatalogTests
{
    [Fact]
    public void every_emitter_is_in_the_catalogue()
    {
        Type[] kinds = [typeof(IAgentEmitter), typeof(ILoadBalancerEmitter), typeof(ITopologyEmitter)];
        var written = typeof(EmitterCatalog).Assembly.GetTypes().Where(t => t.IsClass && kinds.Any(k => k.IsAssignableFrom(t)));
        var listed = EmitterCatalog.Agents.Cast<object>().Concat(EmitterCatalog.LoadBalancers).Concat(EmitterCatalog.Topology).Select(e => e.GetType());
        Assert.Equal(written.Select(t => t.Name).Order(StringComparer.Ordinal), listed.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void rules_are_listed_in_the_order_of_their_names()
    {
        Assert.Equal(RuleCatalog.Rules.Select(r => r.Descriptor.Name).Order(StringComparer.Ordinal), RuleCatalog.Rules.Select(r => r.Descriptor.Name));
        Assert.Equal(RuleCatalog.OfReading.Select(r => r.Name).Order(StringComparer.Ordinal), RuleCatalog.OfReading.Select(r => r.Name));
    }

    [Fact]
    public void profiles_change_rules_that_there_are()
    {
        var rules = ProfileCatalog.Rows.Select(r => r.Rule).ToList();
        Assert.Equal(rules.Distinct().Order(StringComparer.Ordinal), rules);
        Assert.All(ProfileCatalog.Rows, row =>
        {
            var rule = RuleCatalog.All[row.Rule];
            Assert.True(rule is { IsConfigurable: true, IsForProduction: false }, row.Rule);
            Assert.False(row.Dev is null && row.Production is null, row.Rule);
            Assert.True(row.Dev is null || row.Dev < rule.Severity, row.Rule);
            Assert.True(row.Production is null || row.Production > rule.Severity, row.Rule);
        });
    }

    [Fact]
    public void a_rule_class_is_named_as_its_rule()
    {
        foreach (var rule in RuleCatalog.Rules)
            Assert.Equal(rule.Descriptor.Name.Replace("-", "", StringComparison.Ordinal), rule.GetType().Name.ToLowerInvariant());
    }

    [Fact]
    public void names_and_titles_keep_their_form()
    {
        foreach (var rule in RuleCatalog.All.Values)
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", rule.Name);
            Assert.False(rule.Title.EndsWith('.'), rule.Title);
            Assert.True(char.IsUpper(rule.Title[0]), rule.Title);
        }
    }
}
