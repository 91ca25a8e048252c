using System.Globalization;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>Figures in messages.</summary>
internal static class Shown
{
    public static string Of(decimal figure) => figure.ToString(CultureInfo.InvariantCulture);
}
