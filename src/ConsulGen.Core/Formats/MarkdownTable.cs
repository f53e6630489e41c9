using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>Rows of a table in Markdown. What users wrote comes as <see cref="Markdown.TableCell"/>.</summary>
internal static class MarkdownTable
{
    public static void Head(TextBuilder text, params IEnumerable<string> columns)
    {
        Row(text, columns);
        Row(text, columns.Select(_ => "---"));
    }

    public static void Row(TextBuilder text, params IEnumerable<string> cells) => text.Line($"| {string.Join(" | ", cells)} |");
}
