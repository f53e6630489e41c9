namespace ConsulGen.Core.Graphs.Svg;

/// <summary>
/// The picture as a drawing for any browser: datacenters beside each other, on as many shelves as make it about as wide as a screen; the
/// WAN above each shelf, Prometheus below the last one.
/// </summary>
public static class SvgPicture
{
    public static string Of(TopologyPicture picture) => new SvgSheet(picture, NodeFace.CommonWidth(picture.Nodes)).Draw();
}
