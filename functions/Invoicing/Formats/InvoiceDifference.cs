using System.Text.Json;
using System.Text.Json.Nodes;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats;

/// <summary>
/// What one invoice says and another does not. A conversion is judged by it: the document that was written is read again, and what
/// the first invoice says beyond it was lost, whatever the writer believes.
/// </summary>
internal static class InvoiceDifference
{
    /// <summary>Terms of the first that the second lacks or has otherwise, by their place in the model: <c>lines[2].item.name</c>.</summary>
    public static IReadOnlyList<LostTerm> Between(Invoice first, Invoice second)
    {
        List<LostTerm> lost = [];
        Compare(JsonSerializer.SerializeToNode(first, InvoiceJson.Options), JsonSerializer.SerializeToNode(second, InvoiceJson.Options), "", lost);
        return lost;
    }

    private static void Compare(JsonNode? first, JsonNode? second, string path, List<LostTerm> lost)
    {
        switch (first)
        {
            case JsonObject terms:
                foreach (var (name, value) in terms)
                {
                    Compare(value, (second as JsonObject)?[name], path.Length == 0 ? name : $"{path}.{name}", lost);
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    Compare(items[index], second is JsonArray others && index < others.Count ? others[index] : null, $"{path}[{index + 1}]", lost);
                }

                break;
            case JsonValue value when !IsEmpty(value) && !IsSame(value, second):
                lost.Add(new LostTerm(path, value.ToString()));
                break;
        }
    }

    private static bool IsEmpty(JsonValue value) => value.GetValueKind() == JsonValueKind.False || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0);

    /// <summary>12.5 and 12.50 are one amount.</summary>
    private static bool IsSame(JsonValue first, JsonNode? second)
        => second is JsonValue other && (JsonNode.DeepEquals(first, other)
            || (first.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number && first.GetValue<decimal>() == other.GetValue<decimal>()));
}
