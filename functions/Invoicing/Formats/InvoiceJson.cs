using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.Formats;

/// <summary>The model of an invoice as a tree, to go through all its terms by their names.</summary>
internal static class InvoiceJson
{
    public static JsonSerializerOptions Options { get; } = WithDays(new IsoDateJsonConverter());

    /// <summary>The same tree with its days written otherwise.</summary>
    public static JsonSerializerOptions WithDays(JsonConverter<LocalDate> days) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { days },
    };
}
