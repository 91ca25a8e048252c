using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats;

/// <summary>The model of an invoice as a tree, to go through all its terms by their names.</summary>
internal static class InvoiceJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new IsoDateJsonConverter() },
    };
}
