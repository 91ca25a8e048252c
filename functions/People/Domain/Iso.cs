using NodaTime;
using NodaTime.Text;

namespace BackOffice.People.Domain;

/// <summary>Days in messages.</summary>
internal static class Iso
{
    public static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
