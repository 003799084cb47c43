import { enhance } from "./combobox.tsx";

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) enhance(field);
