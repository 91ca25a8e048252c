using System.Text.Json;
using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>The pay elements that come with the program: rules/elements.json.</summary>
internal static class ShippedElements
{
    private const string Name = "people/rules/elements.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <exception cref="InvalidDataException">The file is not as this program wrote it.</exception>
    public static ElementCatalog Read()
    {
        using var file = typeof(ShippedElements).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidDataException($"{Name} is missing.");
        return new ElementCatalog((JsonSerializer.Deserialize<ElementFile>(file, Format) ?? throw new InvalidDataException($"{Name} is empty.")).Elements);
    }

    private sealed record ElementFile(string Notice, IReadOnlyList<PayElementDefinition> Elements);
}
