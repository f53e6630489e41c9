namespace ConsulGen.Core.Graphs.Svg;

/// <summary>The colours of the drawing, on light and on dark ground. Variables of CSS would be shorter; converters to PNG and PDF do not know them.</summary>
internal static class SvgStyle
{
    public const string Sheet = """
        .consulgen text { font-family: "Segoe UI", "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif; font-size: 11px; fill: #1f2328; }
        .consulgen .title { font-size: 16px; font-weight: bold; }
        .consulgen .caption { font-size: 14px; font-weight: bold; }
        .consulgen .name { font-size: 13px; font-weight: bold; }
        .consulgen .zone-name { fill: #59636e; }
        .consulgen .ground { fill: #ffffff; }
        .consulgen .datacenter { fill: #f6f8fa; stroke: #818b98; }
        .consulgen .datacenter-ground { fill: #f6f8fa; }
        .consulgen .zone { fill: none; stroke: #818b98; stroke-dasharray: 5 3; }
        .consulgen .server { fill: #ddf4ff; stroke: #0969da; }
        .consulgen .client { fill: #dafbe1; stroke: #1a7f37; }
        .consulgen .balancer { fill: #fbefff; stroke: #8250df; }
        .consulgen .prometheus { fill: #fff1e5; stroke: #bc4c00; }
        .consulgen .elsewhere { fill: none; stroke: #59636e; stroke-dasharray: 5 3; }
        .consulgen .flow { fill: none; stroke-width: 1.5; }
        .consulgen .raft { stroke: #0969da; }
        .consulgen .rpc { stroke: #1a7f37; }
        .consulgen .balanced { stroke: #8250df; }
        .consulgen .wan { stroke: #9a6700; }
        .consulgen .scrape { stroke: #bc4c00; }
        .consulgen .head { stroke: none; }
        .consulgen .head.raft { fill: #0969da; }
        .consulgen .head.rpc { fill: #1a7f37; }
        .consulgen .head.balanced { fill: #8250df; }
        .consulgen .head.wan { fill: #9a6700; }
        .consulgen .head.scrape { fill: #bc4c00; }
        @media (prefers-color-scheme: dark) {
        .consulgen text { fill: #f0f6fc; }
        .consulgen .zone-name { fill: #9198a1; }
        .consulgen .ground { fill: #0d1117; }
        .consulgen .datacenter { fill: #151b23; stroke: #656c76; }
        .consulgen .datacenter-ground { fill: #151b23; }
        .consulgen .zone { stroke: #656c76; }
        .consulgen .server { fill: #0c2d6b; stroke: #4493f8; }
        .consulgen .client { fill: #033a16; stroke: #3fb950; }
        .consulgen .balancer { fill: #3c1e70; stroke: #ab7df8; }
        .consulgen .prometheus { fill: #5a1e02; stroke: #db6d28; }
        .consulgen .elsewhere { stroke: #9198a1; }
        .consulgen .raft { stroke: #4493f8; }
        .consulgen .rpc { stroke: #3fb950; }
        .consulgen .balanced { stroke: #ab7df8; }
        .consulgen .wan { stroke: #d29922; }
        .consulgen .scrape { stroke: #db6d28; }
        .consulgen .head.raft { fill: #4493f8; }
        .consulgen .head.rpc { fill: #3fb950; }
        .consulgen .head.balanced { fill: #ab7df8; }
        .consulgen .head.wan { fill: #d29922; }
        .consulgen .head.scrape { fill: #db6d28; }
        }

        """;
}
