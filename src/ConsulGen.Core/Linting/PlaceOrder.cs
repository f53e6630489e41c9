using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting;

/// <summary>Order of places, so that of two that conflict the later one is reported.</summary>
internal sealed class PlaceOrder : IComparer<SourceSpan>
{
    public static readonly PlaceOrder Instance = new();

    public int Compare(SourceSpan x, SourceSpan y) => SourceSpan.Compare(x, y);
}
