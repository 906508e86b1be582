// Preselects the browser's time zone where nobody has chosen one yet.
const PRESENT_NAMES = {
  // browsers go on using these former names of the tz database
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
const wanted = PRESENT_NAMES[timeZone] ?? timeZone;
for (const select of document.querySelectorAll("select[data-preselect-zone]")) {
  const option = [...select.options].find(({ value }) => value === wanted);
  if (option) option.selected = true;
}
