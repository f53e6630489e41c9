namespace ConsulGen.Core.Graphs.Svg;

internal readonly record struct Area(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public int Middle => X + (Width / 2);
}
